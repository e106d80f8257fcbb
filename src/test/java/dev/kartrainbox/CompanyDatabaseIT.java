package dev.kartrainbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kartrainbox.extension.CompanyInvoices;
import dev.kartrainbox.extension.CompanyLedger;
import java.time.Duration;
import java.util.HashMap;
import java.util.stream.IntStream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Observers that write into a database of the company's own, as README shows them. */
@EnabledIfSystemProperty(named = "kartra.it.database", matches = "postgresql")
class CompanyDatabaseIT {

    private static final int NOTIFICATIONS = 100;
    private static final String INVOICE = "create table invoice (delivery_id uuid %s, way varchar)";

    private static final PostgreSql POSTGRESQL = PostgreSql.named("company");
    private static ServerProcess server;
    private static Database ours;
    private static Database company;

    @BeforeAll
    static void start() {
        ours = POSTGRESQL.start().database();
        ours.executes("create database company");
        company = new Database(ours.url().replaceAll("postgres$", "company"), ours.user(), ours.password());
        company.executes(INVOICE.formatted("primary key"));
        var settings = new HashMap<>(PostgreSql.settings(POSTGRESQL.port()));
        settings.put("KARTRA_INBOX_ATTEMPTS", "4");
        settings.put("KARTRA_INBOX_RETRY_DELAY", "0.3");
        server = ServerProcess.named("company", war(company), settings).start().awaitReady(Duration.ofMinutes(2));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        POSTGRESQL.close();
    }

    @ParameterizedTest
    @CsvSource({
        CompanyInvoices.SCHEMA + ", company.invoice",
        CompanyInvoices.XA + ", invoice",
        CompanyInvoices.OWN_TRANSACTION + ", invoice"
    })
    void writesEachNotificationOnceHoweverOftenItsObserverFails(String way, String table) {
        send(way, NOTIFICATIONS);

        ours.awaitCount(NOTIFICATIONS, ofWay("select count(*) from delivery d where d.state = 'PROCESSED' and ", way));
        var sent = ours.rows(ofWay("select d.id from delivery d where ", way) + " order by 1");
        var database = way.equals(CompanyInvoices.SCHEMA) ? ours : company;
        assertThat(database.rows("select delivery_id from %s where way = '%s' order by 1".formatted(table, way)))
                .isEqualTo(sent);
        assertThat(company.rows("select gid from pg_prepared_xacts")).isEmpty();
    }

    @Test
    void saysWhatToDoWhereTwoLocalDataSourcesMeet() {
        send(CompanyInvoices.TRAP, 1);

        ours.awaitCount(
                1, ofWay("select count(*) from delivery d where d.state = 'PARKED' and ", CompanyInvoices.TRAP));
        assertThat(ours.rows("select observer, last_error from observer_task"))
                .singleElement()
                .asString()
                .startsWith(CompanyInvoices.TRAP
                        + "|two data sources in one transaction, see README, \"Your own database\": ")
                .contains(" < java.sql.SQLException < ", " at dev.kartrainbox.extension.CompanyInvoices.insert(")
                .doesNotContain("IJ000457");
        assertThat(company.rows("select * from invoice where way = '%s'".formatted(CompanyInvoices.TRAP)))
                .isEmpty();
    }

    private static void send(String way, int notifications) {
        var kartra = new Sender(server.url());
        IntStream.range(0, notifications)
                .forEach(i -> assertThat(kartra.sends(Sender.tagAssigned(1000 + i, 5000 + i, way + " " + i))
                                .statusCode())
                        .isEqualTo(200));
    }

    private static String ofWay(String query, String way) {
        return query
                + "exists (select 1 from delivery_body b where b.id = d.id and position(convert_to('\"%s ', 'UTF8') in b.bytes) > 0)"
                        .formatted(way);
    }

    /** With the data sources of the company, and the migration of an extension, in a jar. */
    static WebArchive war(Database company) {
        var jar = ShrinkWrap.create(JavaArchive.class, "company.jar")
                .addClasses(CompanyInvoices.class, CompanyLedger.class)
                .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsResource(
                        new StringAsset("create schema company; create table company."
                                + INVOICE.formatted("not null").substring("create table ".length())),
                        "db/extension/V1__company.sql");
        return Wars.built()
                .addAsLibrary(jar)
                .addAsWebInfResource(new StringAsset(dataSources(company)), "company-ds.xml");
    }

    private static String dataSources(Database company) {
        return """
                <datasources xmlns="http://www.jboss.org/ironjacamar/schema">
                  <datasource jndi-name="java:/jdbc/company" pool-name="company">
                    <connection-url>%1$s</connection-url>
                    <driver>kartra-inbox-postgresql</driver>
                    <security><user-name>%2$s</user-name><password>%3$s</password></security>
                  </datasource>
                  <xa-datasource jndi-name="java:/jdbc/company-xa" pool-name="company-xa">
                    <xa-datasource-property name="URL">%1$s</xa-datasource-property>
                    <xa-datasource-class>org.postgresql.xa.PGXADataSource</xa-datasource-class>
                    <driver>kartra-inbox-postgresql</driver>
                    <security><user-name>%2$s</user-name><password>%3$s</password></security>
                  </xa-datasource>
                </datasources>
                """.formatted(company.url(), company.user(), company.password());
    }
}
