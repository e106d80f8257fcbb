package dev.kartrainbox.simulator;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What an invented account has: always the same ids with the same names, and those of the samples among them, so that a
 * database that saw the samples is not told two names for one id.
 */
final class Catalog {

    static final List<Thing> TAGS = named(
            "tag",
            "tag",
            501,
            "Newcomer",
            "Course A owner",
            "Webinar guest",
            "Asked for a call",
            "Reader",
            "Partner",
            "Press",
            "Beta tester",
            "Paused",
            "Champion");

    static final List<Thing> LISTS = named(
            "list",
            "list",
            31,
            "News",
            "Product news",
            "Course A",
            "Course B",
            "Webinars",
            "Partners",
            "Events",
            "Tips",
            "Offers",
            "Archive");

    static final List<Thing> SEQUENCES = named(
            "sequence",
            "sequence",
            18,
            "Welcome",
            "First steps",
            "Course A drip",
            "Course B drip",
            "Win back",
            "Launch",
            "Webinar reminder",
            "Abandoned cart",
            "Feedback",
            "Anniversary");

    static final List<Thing> VIDEOS = named(
            "video",
            "video",
            51,
            "Trailer",
            "Tour",
            "Interview",
            "Questions",
            "Intro",
            "Lesson 1",
            "Lesson 2",
            "Lesson 3",
            "Lesson 4",
            "Outro");

    static final List<Thing> PAGES = named(
            "kartra_page",
            "kartra_page",
            901,
            "Home",
            "About",
            "Blog",
            "Sales A",
            "Sales B",
            "Checkout",
            "Thank you",
            "Webinar",
            "Contact",
            "Portal");

    /** Kartra documents the wrapper of a form as {@code tag}. */
    static final List<Thing> FORMS = named(
            "tag",
            "form",
            81,
            "Webinar sign-up",
            "Contact",
            "Waiting list",
            "Download",
            "Pop-up",
            "Quiz gate",
            "Partner request",
            "Footer opt-in",
            "Checkout opt-in",
            "Feedback");

    static final List<Thing> SPLIT_TEST_LINKS = named(
            "page_split_test_link",
            "page_split_test_link",
            1,
            "Button green",
            "Button red",
            "Price first",
            "Price last",
            "Headline A",
            "Headline B",
            "Long page",
            "Short page",
            "With video",
            "Without video");

    static final List<Thing> SURVEYS = named(
            "survey",
            "survey",
            71,
            "Onboarding",
            "Satisfaction",
            "Skills quiz",
            "Exit",
            "Course A exam",
            "Course B exam",
            "Fit check",
            "Webinar feedback",
            "Product ideas",
            "Wishes");

    static final List<Thing> CALENDARS = IntStream.rangeClosed(0, 9)
            .mapToObj(i -> new Thing(Map.of(
                    "calendar.calendar_id",
                    61 + i / 2,
                    "calendar.calendar_name",
                    List.of("Coaching", "Sales", "Support", "Consulting", "Studio")
                            .get(i / 2),
                    "calendar.class_id",
                    140 + i,
                    "calendar.class_name",
                    i % 2 == 0 ? "First call" : "Follow-up")))
            .toList();

    /** Access is by level, so each level of each membership is one thing. */
    static final List<Thing> LEVELS = List.of(
            level(210, "Academy", 1, "Guest"),
            level(210, "Academy", 2, "Member"),
            level(210, "Academy", 3, "Pro"),
            level(211, "Studio", 4, "Member"),
            level(211, "Studio", 5, "Pro"),
            level(212, "Library", 6, "Reader"),
            level(212, "Library", 7, "Patron"),
            level(213, "Circle", 8, "Friend"),
            level(213, "Circle", 9, "Mentor"),
            level(213, "Circle", 10, "Host"));

    static final List<Product> PRODUCTS = List.of(
            Product.once(4417, "Course A", "97.00"),
            Product.monthly(4418, "Course A monthly", "19.90"),
            Product.once(4419, "Course B", "149.00"),
            Product.monthly(4420, "Course B monthly", "24.50"),
            Product.once(4421, "Workbook", "12.75"),
            Product.once(4422, "Template pack", "29.00"),
            Product.once(4423, "Coaching hour", "180.00"),
            Product.monthly(4424, "Academy Pro", "49.00"),
            Product.monthly(4425, "Circle", "9.99"),
            Product.once(4426, "Live weekend", "1250.00"));

    static final List<Product> SUBSCRIPTIONS =
            PRODUCTS.stream().filter(Product::isMonthly).toList();

    private static final List<String> TEAM_SIZES = List.of("Only me", "2 to 5", "6 to 20", "More than 20");
    private static final List<String> PLACES = List.of("Remote", "In an office", "Both");
    private static final List<String> TOOLS = List.of("Spreadsheets", "Paper", "A CRM");

    private Catalog() {}

    /** The survey, answered: the options are the account's, which of them is chance's. */
    static Thing answered(Thing survey, Chance chance) {
        return survey.with("survey.survey_score", chance.upTo(20))
                .with("survey.survey_completion_time", 20 + chance.upTo(300))
                .with(option("survey.questions[0].answers[0]", 11, TEAM_SIZES, chance))
                .with(option("survey.questions[0].answers[1]", 15, PLACES, chance))
                .with(option("survey.questions[1].answers[0]", 18, TOOLS, chance));
    }

    private static Map<String, ?> option(String path, int firstId, List<String> options, Chance chance) {
        int chosen = chance.below(options.size());
        return Map.of(path + ".option_id", firstId + chosen, path + ".option_value", options.get(chosen));
    }

    private static List<Thing> named(String wrapper, String noun, long firstId, String... names) {
        return IntStream.range(0, names.length)
                .mapToObj(i -> new Thing(
                        Map.of(wrapper + "." + noun + "_id", firstId + i, wrapper + "." + noun + "_name", names[i])))
                .toList();
    }

    private static Thing level(int membership, String membershipName, int level, String levelName) {
        return new Thing(Map.of(
                "membership.membership_id",
                membership,
                "membership.membership_name",
                membershipName,
                "membership.level_id",
                level,
                "membership.level_name",
                levelName));
    }
}
