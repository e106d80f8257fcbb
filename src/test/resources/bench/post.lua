-- For wrk: posts each body of a file once, then all of them again with other white space at their ends, so that no two are equal.
--
--   wrk -s post.lua URL -- FILE [PAUSE]
--
-- In FILE each body follows its length, in eight hexadecimal digits. With PAUSE, a connection waits for so many milliseconds
-- between two requests, on the average, as independent senders would. Prints what it measured as a line of JSON.

local bodies, sent, ending = {}, 0, ""
local head

local function read(name)
  local file = assert(io.open(name, "rb"))
  for length in function() return file:read(8) end do
    bodies[#bodies + 1] = file:read(tonumber(length, 16))
  end
  file:close()
end

-- The number of the round in binary.
local function whitespace(round)
  local digits = ""
  while round > 0 do
    digits = digits .. (round % 2 == 0 and " " or "\t")
    round = math.floor(round / 2)
  end
  return digits
end

function init(args)
  read(args[1])
  head = "POST " .. wrk.path .. " HTTP/1.1\r\nHost: " .. wrk.headers["Host"]
      .. "\r\nContent-Type: application/json\r\nContent-Length: "
  local pause = tonumber(args[2] or "0")
  if pause > 0 then
    math.randomseed(os.time())
    delay = function() return -math.log(1 - math.random()) * pause end
  end
end

function request()
  local place = sent % #bodies
  if place == 0 then
    ending = whitespace(sent / #bodies)
  end
  sent = sent + 1
  local body = bodies[place + 1] .. ending
  return head .. #body .. "\r\n\r\n" .. body
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "micros": %d, "refused": %d, "broken": %d, "p50": %d, "p99": %d, "p999": %d, "longest": %d}\n',
    summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9), latency.max))
end
