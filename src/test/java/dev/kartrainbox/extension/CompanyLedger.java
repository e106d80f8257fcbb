package dev.kartrainbox.extension;

import dev.kartrainbox.kartra.TagAssigned;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Writes in a transaction of its own, which stays when that of the delivery is rolled back: so it may be told again. */
@ApplicationScoped
public class CompanyLedger {

    @Resource(lookup = "java:/jdbc/company")
    DataSource company;

    @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public void enter(TagAssigned event, String way) throws SQLException {
        CompanyInvoices.insert(
                company,
                "insert into invoice (delivery_id, way) values (?, ?) on conflict (delivery_id) do nothing",
                event,
                way);
    }
}
