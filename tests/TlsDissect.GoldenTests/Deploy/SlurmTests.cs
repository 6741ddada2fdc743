using System.Globalization;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Deploy;

/// <summary>The scripts of <c>deploy/slurm</c>, on a Slurm: whatever happens to tasks and nodes, the rows are those of one scan.</summary>
public sealed class SlurmTests(SlurmCluster cluster) : IClassFixture<SlurmCluster>, IDisposable
{
    private static readonly string Scripts = Path.Combine(Repository.Root, "deploy", "slurm");
    private static readonly string Held = Path.Combine(Repository.Root, "tests", "TlsDissect.GoldenTests", "Deploy", "held.sh");

    private readonly ScanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SlurmTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Every_number_of_tasks_gives_the_same_rows(int tasks)
    {
        SlurmTask[] ended = cluster.AwaitEnd(Submit($"--array=1-{tasks}", "rows"));

        Assert.Equal(Enumerable.Range(1, tasks), ended.Select(task => task.Index));
        AssertLook(ended);
        Assert.Equal(_folder.Scan("alone"), _folder.Rows("rows"));
    }

    [SlurmFact]
    public void A_task_that_says_look_is_not_run_again()
    {
        SlurmTask task = Assert.Single(cluster.AwaitEnd(Submit("--array=1-1", "rows")));

        Assert.Equal(("FAILED", "1:0", 0), (task.State, task.ExitCode, task.Restarts));
    }

    [SlurmFact]
    public void A_requeued_task_goes_on()
    {
        (string job, StoppedTask stopped) = SubmitHeld("--array=1-2 --cpus-per-task=2");

        cluster.Shell(_folder.Path, $"scontrol requeue {job}_{stopped.Index}");
        cluster.StartAgain(job, stopped.Index);
        SlurmTask[] ended = cluster.AwaitEnd(job);

        Assert.Equal(1, ended.Single(each => each.Index == stopped.Index).Restarts);
        AssertLook(ended);
        Assert.Equal(_folder.Scan("alone"), _folder.Rows("rows"));
    }

    [SlurmFact]
    public void What_a_killed_task_lacks_the_same_array_adds()
    {
        (string job, StoppedTask stopped) = SubmitHeld("--array=1-2 --cpus-per-task=2");

        cluster.Shell(_folder.Path, $"kill -KILL {stopped.Process}");
        SlurmTask killed = cluster.AwaitEnd(job).Single(each => each.Index == stopped.Index);
        Assert.Equal(("FAILED", "137:0", 0), (killed.State, killed.ExitCode, killed.Restarts));
        Assert.InRange(_folder.Done("rows"), 1, _folder.Count - 1);
        AssertLook(cluster.AwaitEnd(Submit("--array=1-2", "rows")));

        Assert.Equal(_folder.Scan("alone"), _folder.Rows("rows"));
    }

    /// <summary>The controller cannot tell a lost node from one that it cannot reach, so that a task may run twice at once.</summary>
    [SlurmFact]
    public void A_task_of_a_stopped_node_runs_on_the_other_and_may_come_back()
    {
        (string job, StoppedTask stopped) = SubmitHeld("--array=1-2 --cpus-per-task=2");
        string other = SlurmCluster.Nodes.Single(node => node != stopped.Node);
        try
        {
            cluster.StopNode(stopped.Node);
            cluster.StartAgain(job, stopped.Index);
            SlurmTask[] ended = cluster.AwaitEnd(job);
            SlurmTask moved = ended.Single(each => each.Index == stopped.Index);
            Assert.Equal((1, other), (moved.Restarts, moved.Node));
            AssertLook(ended);
            string[] rows = _folder.Rows("rows");
            Assert.Equal(_folder.Scan("alone"), rows);

            cluster.Shell(_folder.Path, $"kill -CONT {stopped.Process}");
            Patience.Until(() => File.Exists(HeldFile("ended")), () => "the stopped task does not end");
            string code = File.ReadAllText(HeldFile("ended")).Trim();
            Assert.True(moved.ExitCode == $"{code}:0", $"{code}: {string.Join('\n', TaskLogs)}");
            Assert.Equal(rows, _folder.Rows("rows"));
        }
        finally
        {
            cluster.StartNode(stopped.Node);
        }
    }

    [SlurmFact]
    public void The_second_pass_decrypts_what_another_capture_has_the_secret_of()
    {
        string first = Submit("--array=1-2", "rows", "--secrets-out secrets");
        string second = cluster.Shell(_folder.Path,
            $"{Scripts}/again.sh {first} 2 secrets {ScanFolder.Arguments} rows");
        cluster.AwaitEnd(first);
        cluster.AwaitEnd(second);

        string[] before = _folder.Scan("alone", "--secrets-out secrets-alone");
        string[] after = _folder.Rows("rows");
        Assert.Equal(1, ScanFolder.CountUnseen(before) - ScanFolder.CountUnseen(after));
        _folder.Run("$TLSDISSECT keys index secrets-alone -o alone.idx", 0);
        _folder.Run($"$TLSDISSECT scan {ScanFolder.Arguments} alone --again {ScanFolder.Unseen} --keylog alone.idx", 0);
        Assert.Equal(_folder.Rows("alone"), after);
    }

    /// <summary>One capture is broken, so that one task ends with 1, and the others with 0.</summary>
    private void AssertLook(SlurmTask[] tasks) =>
        Assert.True(tasks.Count(task => task.ExitCode == "1:0") == 1 && tasks.Count(task => task.ExitCode == "0:0") == tasks.Length - 1,
            $"{string.Join('\n', (object[])tasks)}\n{string.Join('\n', TaskLogs)}");

    private IEnumerable<string> TaskLogs => Directory.EnumerateFiles(_folder.Path, "slurm-*.out").SelectMany(File.ReadLines);

    private string Submit(string options, string rows, string more = "") =>
        cluster.Shell(_folder.Path, $"sbatch --parsable {options} {Scripts}/scan.sbatch {ScanFolder.Arguments} {rows} {more}");

    /// <summary>Submits an array and returns when one task is stopped in the middle of its part.</summary>
    private (string Job, StoppedTask Stopped) SubmitHeld(string options)
    {
        Directory.CreateDirectory(HeldFile(""));
        string job = cluster.Shell(_folder.Path,
            $"export REAL=$TLSDISSECT TLSDISSECT={Held} HELD=$PWD/held ROWS=$PWD/rows; " +
            $"sbatch --parsable {options} {Scripts}/scan.sbatch {ScanFolder.Arguments} rows");
        Patience.Until(() => File.Exists(HeldFile("stopped")), () => "no task was stopped",
            () => cluster.Tasks(job).All(task => task.HasEnded));
        string[] words = File.ReadAllText(HeldFile("stopped")).Split(' ', StringSplitOptions.TrimEntries);
        return (job, new StoppedTask(words[0], words[1], int.Parse(words[2], CultureInfo.InvariantCulture)));
    }

    private string HeldFile(string name) => Path.Combine(_folder.Path, "held", name);

    /// <summary>The task that is stopped.</summary>
    private sealed record StoppedTask(string Process, string Node, int Index);
}
