package dev.kartrainbox;

import dev.kartrainbox.extension.BrokenRequests;
import dev.kartrainbox.extension.Bystanders;
import dev.kartrainbox.extension.Fragile;
import dev.kartrainbox.extension.ServerData;
import dev.kartrainbox.extension.Witness;
import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR that Maven built, as it is and with a jar dropped into it. */
public final class Wars {

    private Wars() {}

    public static WebArchive built() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("kartra.it.war")));
    }

    /** With one jar more in WEB-INF/lib, and nothing else changed; these in it too. */
    static WebArchive extended(Class<?>... more) {
        var jar = ShrinkWrap.create(JavaArchive.class, "extension.jar")
                .addClasses(Witness.class, Fragile.class, BrokenRequests.class, ServerData.class)
                .addClasses(Bystanders.class, Bystanders.Notes.class)
                .addClasses(more)
                .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml");
        return built().addAsLibrary(jar);
    }
}
