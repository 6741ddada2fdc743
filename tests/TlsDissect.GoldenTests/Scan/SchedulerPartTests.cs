using TlsDissect.Cli;
using TlsDissect.Cli.Scan;

namespace TlsDissect.GoldenTests.Scan;

/// <summary><c>--part auto</c> reads the variables that schedulers set.</summary>
public class SchedulerPartTests
{
    [Theory]
    [InlineData(0, 1, null, "SLURM_ARRAY_TASK_ID=7", "SLURM_ARRAY_TASK_MIN=7", "SLURM_ARRAY_TASK_COUNT=1")]
    [InlineData(3, 8, null, "SLURM_ARRAY_TASK_ID=4", "SLURM_ARRAY_TASK_MIN=1", "SLURM_ARRAY_TASK_COUNT=8", "SLURM_ARRAY_TASK_STEP=1")]
    [InlineData(2, 4, 4, "SLURM_ARRAY_TASK_ID=4", "SLURM_ARRAY_TASK_MIN=0", "SLURM_ARRAY_TASK_COUNT=4", "SLURM_ARRAY_TASK_STEP=2")]
    [InlineData(0, 5, 5, "JOB_COMPLETION_INDEX=0")]
    [InlineData(4, 5, 5, "JOB_COMPLETION_INDEX=4", "SGE_TASK_ID=undefined")]
    [InlineData(0, 9, null, "SGE_TASK_ID=1", "SGE_TASK_LAST=9")]
    [InlineData(2, 3, null, "SGE_TASK_ID=9", "SGE_TASK_FIRST=5", "SGE_TASK_STEPSIZE=2", "SGE_TASK_LAST=9")]
    [InlineData(6, 7, 7, "AWS_BATCH_JOB_ARRAY_INDEX=6")]
    public void A_task_has_a_part(int index, int count, int? of, params string[] variables) =>
        Assert.Equal(new ScanPart(index, count), Read(of, variables));

    [Theory]
    [InlineData("none of SLURM_ARRAY_TASK_ID, ", null)]
    [InlineData("none of SLURM_ARRAY_TASK_ID, ", 3, "SLURM_JOB_ID=4", "SGE_TASK_ID=undefined", "JOB_COMPLETION_INDEX=")]
    [InlineData("JOB_COMPLETION_INDEX is set; --of N says", null, "JOB_COMPLETION_INDEX=0")]
    [InlineData("AWS_BATCH_JOB_ARRAY_INDEX is set; --of N says", null, "AWS_BATCH_JOB_ARRAY_INDEX=0")]
    [InlineData("this is task 6 of 5", 5, "JOB_COMPLETION_INDEX=5")]
    [InlineData("JOB_COMPLETION_INDEX is 'x', not a number", 5, "JOB_COMPLETION_INDEX=x")]
    [InlineData("--of 3: SLURM_ARRAY_TASK_COUNT says that there are 4", 3,
        "SLURM_ARRAY_TASK_ID=0", "SLURM_ARRAY_TASK_MIN=0", "SLURM_ARRAY_TASK_COUNT=4")]
    [InlineData("this is task 7 of 3", null, "SLURM_ARRAY_TASK_ID=7", "SLURM_ARRAY_TASK_MIN=1", "SLURM_ARRAY_TASK_COUNT=3")]
    [InlineData("SLURM_ARRAY_TASK_COUNT is not set", null, "SLURM_ARRAY_TASK_ID=7", "SLURM_ARRAY_TASK_MIN=1")]
    [InlineData("both SLURM_ARRAY_TASK_ID and JOB_COMPLETION_INDEX are set", 3, "SLURM_ARRAY_TASK_ID=0", "JOB_COMPLETION_INDEX=1")]
    public void What_does_not_fit_is_refused(string why, int? of, params string[] variables) =>
        Assert.Contains(why, Assert.Throws<UsageException>(() => Read(of, variables)).Message, StringComparison.Ordinal);

    /// <summary>A part depends on nothing but the name, and no part has much more than its share.</summary>
    [Fact]
    public void Names_are_spread_over_the_parts()
    {
        int[] counts = new int[8];
        for (int i = 0; i < 8000; i++) counts[ScanItem.PartOf($"sensor-{i}.pcap", 8)]++;
        Assert.All(counts, count => Assert.InRange(count, 850, 1150));
        Assert.Equal(5, ScanItem.PartOf("a.pcap", 8));
    }

    private static ScanPart Read(int? of, string[] variables)
    {
        Dictionary<string, string> values = variables.Select(one => one.Split('=')).ToDictionary(one => one[0], one => one[1]);
        return SchedulerPart.Read(values.GetValueOrDefault, of);
    }
}
