package dev.varve.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What launchers leave in the environment, as Slurm 22.05, Open MPI 4.1 and MPICH 4 were seen to leave it. */
class LaunchTest {
    private static Launch launch(String variables) {
        Map<String, String> environment = Stream.of(variables.split(" "))
                .map(variable -> variable.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return new Launch(environment);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OMPI_COMM_WORLD_RANK=3 OMPI_COMM_WORLD_SIZE=8 PMIX_RANK=3| 3| 8| Open MPI, OMPI_COMM_WORLD_RANK=3 of 8",
                "PMI_RANK=3 PMI_SIZE=8| 3| 8| PMI, PMI_RANK=3 of 8",
                "PMIX_RANK=3| 3| | PMIx, PMIX_RANK=3",
                "SLURM_PROCID=3 SLURM_NTASKS=8 SLURM_STEP_ID=0 PMIX_RANK=3| 3| 8| Slurm, SLURM_PROCID=3 of 8",
                // An array from 0, one from 1, and some of its tasks submitted again.
                "SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_MAX=3| 3| 4|"
                        + " Slurm's array, SLURM_ARRAY_TASK_ID=3 of 4",
                "SLURM_ARRAY_TASK_ID=4 SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_MAX=4| 4| |"
                        + " Slurm's array, SLURM_ARRAY_TASK_ID=4",
                "SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_TASK_COUNT=2 SLURM_ARRAY_TASK_MIN=2 SLURM_ARRAY_TASK_MAX=7| 7| |"
                        + " Slurm's array, SLURM_ARRAY_TASK_ID=7",
                // The batch script of a job of two tasks, and of an array's.
                "SLURM_PROCID=0 SLURM_NTASKS=2| | |",
                "SLURM_PROCID=0 SLURM_NTASKS=2 SLURM_ARRAY_TASK_ID=5| 5| | Slurm's array, SLURM_ARRAY_TASK_ID=5",
                // An interactive shell in a job.
                "SLURM_PROCID=0 SLURM_NTASKS=2 SLURM_STEP_ID=4294967290| | |",
                // mpirun in a batch script: Slurm's number is the script's.
                "SLURM_PROCID=0 SLURM_NTASKS=2 OMPI_COMM_WORLD_RANK=1 OMPI_COMM_WORLD_SIZE=2| 1| 2|"
                        + " Open MPI, OMPI_COMM_WORLD_RANK=1 of 2",
                // srun and mpirun in the tasks of an array.
                "SLURM_PROCID=1 SLURM_NTASKS=2 SLURM_STEP_ID=0 SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_COUNT=4"
                        + " SLURM_ARRAY_TASK_MAX=3| 7| 8|"
                        + " Slurm's array, SLURM_ARRAY_TASK_ID=3 of 4; Slurm, SLURM_PROCID=1 of 2",
                "SLURM_PROCID=0 SLURM_NTASKS=2 OMPI_COMM_WORLD_RANK=1 OMPI_COMM_WORLD_SIZE=2 SLURM_ARRAY_TASK_ID=5|"
                        + " 11| | Slurm's array, SLURM_ARRAY_TASK_ID=5; Open MPI, OMPI_COMM_WORLD_RANK=1 of 2",
                "SLURM_PROCID=| | |",
                "SLURM_ARRAY_TASK_ID=x| | |",
            })
    void theRankIsThatOfTheNearestLauncherAndArraysCountInIts(
            String variables, Integer number, Integer ranks, String origin) {
        assertRank(launch(variables), number, ranks, origin);
    }

    private static void assertRank(Launch launch, Integer number, Integer ranks, String origin) {
        if (number == null) {
            assertThat(launch.rank()).isEmpty();
        } else {
            assertThat(launch.rank())
                    .contains(new Launch.Rank(
                            number, ranks == null ? OptionalInt.empty() : OptionalInt.of(ranks), origin));
        }
    }

    @Test
    void ranksThatCannotBeCountedAreRefused() {
        assertThatThrownBy(launch("SLURM_ARRAY_TASK_ID=5 PMIX_RANK=1")::rank)
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("how many processes each task of the array has is not said");
        assertThatThrownBy(launch("SLURM_ARRAY_TASK_ID=999999999 PMI_RANK=1 PMI_SIZE=99")::rank)
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("too many ranks");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_LOCAL_SIZE=4 SLURM_PROCID=0 SLURM_STEP_TASKS_PER_NODE=2; 4",
                "PMI_RANK=0 MPI_LOCALNRANKS=3; 3",
                "PMI_RANK=0 SLURM_PROCID=0 SLURM_STEP_ID=2 SLURM_STEP_TASKS_PER_NODE=2; 2",
                "SLURM_PROCID=0 SLURM_STEP_ID=0 SLURM_STEP_TASKS_PER_NODE=2(x3),16(x12),1; 16",
                "SLURM_PROCID=0 SLURM_NTASKS=2 SLURM_TASKS_PER_NODE=2; 1",
                "PMIX_RANK=0; 1",
                "HOME=/root; 1",
            })
    void theProcessesOfANodeAreCounted(String variables, int processes) {
        assertThat(launch(variables).processesOnNode()).isEqualTo(processes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // Outside Slurm: alone; four that share; bound to one each; bound to sockets, two to each.
                "HOME=/root; 64; 64; 64; 64",
                "OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_LOCAL_SIZE=4; 64; 64; 64; 16",
                "OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_LOCAL_SIZE=4; 2; 2; 2; 1",
                "OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_LOCAL_SIZE=2; 1; 1; 64; 1",
                "OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_LOCAL_SIZE=2; 32; 32; 64; 32",
                "OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_LOCAL_SIZE=4; 32; 32; 64; 16",
                // In a container that has eight processors' time.
                "OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_LOCAL_SIZE=4; 8; 64; 64; 2",
                // In Slurm: as told, whatever the mask allows; by what the job has on the node.
                "SLURM_CPUS_PER_TASK=4; 64; 64; 64; 4",
                "SLURM_CPUS_PER_TASK=4; 2; 2; 2; 2",
                "SLURM_CPUS_ON_NODE=8; 64; 64; 64; 8",
                "SLURM_CPUS_ON_NODE=8 SLURM_PROCID=0 SLURM_STEP_ID=0 SLURM_STEP_TASKS_PER_NODE=2; 64; 64; 64; 4",
                "SLURM_CPUS_ON_NODE=8 SLURM_CPUS_PER_TASK=8 OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_LOCAL_SIZE=4;"
                        + " 64; 64; 64; 2",
                "SLURM_CPUS_ON_NODE=2 SLURM_PROCID=0 SLURM_STEP_ID=0 SLURM_STEP_TASKS_PER_NODE=4; 64; 64; 64; 1",
            })
    void theProcessesOfANodeTogetherTakeNoMoreThanItHas(
            String variables, int available, int bound, int common, int processors) {
        assertThat(new NodeShare(available, bound, common).processors(launch(variables)))
                .isEqualTo(processors);
    }

    @Test
    void thisProcessHasWhatTheSystemSays() {
        NodeShare share = NodeShare.ofProcess();
        assertThat(share.available()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(share.bound()).isBetween(share.available(), share.common());
    }
}
