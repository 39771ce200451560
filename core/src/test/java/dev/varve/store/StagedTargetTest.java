package dev.varve.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedTargetTest {
    @TempDir
    Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void nothingIsUnderTheFinalNameBeforeItIsPublished() throws IOException {
        Path target = folder.resolve("out.nc");
        try (StagedTarget staged = StagedTarget.create(target, false)) {
            Files.writeString(staged.staging(), "new");
            assertThat(target).doesNotExist();
            staged.publish(Durability.TASK);
        }
        assertThat(target).hasContent("new");
        assertThat(names()).containsExactly("out.nc");
    }

    @Test
    void whatIsNotPublishedIsRemoved() throws IOException {
        try (StagedTarget staged = StagedTarget.create(folder.resolve("out.zarr"), false)) {
            Files.createDirectories(staged.staging().resolve("a/b"));
            Files.writeString(staged.staging().resolve("a/b/c"), "half");
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void anExistingTargetIsRefusedUnlessItMayBeReplaced() throws IOException {
        Path target = Files.writeString(folder.resolve("out.nc"), "old");
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> StagedTarget.create(target, false));
        try (StagedTarget staged = StagedTarget.create(target, true)) {
            Files.writeString(staged.staging(), "new");
            assertThat(target).hasContent("old");
            staged.publish(Durability.NONE);
        }
        assertThat(target).hasContent("new");
        assertThat(names()).containsExactly("out.nc");
    }

    @Test
    void aStoreIsReplacedWholeAndAnyOtherFolderNever() throws IOException {
        Path store = Files.createDirectory(folder.resolve("out.zarr"));
        Files.writeString(store.resolve("precious.txt"), "precious");
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> StagedTarget.create(store, true))
                .withMessageContaining("no Zarr store");
        Files.writeString(store.resolve("zarr.json"), "{}");
        try (StagedTarget staged = StagedTarget.create(store, true)) {
            Files.createDirectory(staged.staging());
            staged.publish(Durability.NONE);
        }
        assertThat(store).isEmptyDirectory();
        assertThat(names()).containsExactly("out.zarr");
    }

    @Test
    void whatAppearedMeanwhileIsNotOverwritten() throws IOException {
        Path target = folder.resolve("out.nc");
        try (StagedTarget staged = StagedTarget.create(target, false)) {
            Files.writeString(staged.staging(), "mine");
            Files.writeString(target, "theirs");
            assertThatExceptionOfType(FileAlreadyExistsException.class)
                    .isThrownBy(() -> staged.publish(Durability.NONE));
        }
        assertThat(target).hasContent("theirs");
        assertThat(names()).containsExactly("out.nc");
    }

    @Test
    void litterOfDeadProcessesIsSweptAndNobodyElsesIs() throws IOException {
        Path target = folder.resolve("out.zarr");
        String mine;
        try (StagedTarget staged = StagedTarget.create(target, false)) {
            mine = staged.staging().getFileName().toString();
        }
        long pid = ProcessHandle.current().pid();
        String dead = mine.replace("-" + pid + "-", "-4194999-");
        String elsewhere = mine.replaceFirst("partial-[^-]*-", "partial-othernode-");
        Files.createDirectories(folder.resolve(dead).resolve("c"));
        Files.createDirectories(folder.resolve(elsewhere));
        Files.createDirectories(folder.resolve(mine));
        StagedTarget.create(target, false).close();
        assertThat(names()).containsExactlyInAnyOrder(elsewhere, mine);
    }

    @Test
    void aMissingFolderIsNamed() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> StagedTarget.create(folder.resolve("none/out.zarr"), false))
                .withMessageContaining("there is no folder");
    }
}
