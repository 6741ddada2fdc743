using System.Globalization;

namespace TlsDissect.Cli.Scan;

/// <summary><c>--part auto</c>: the part that a scheduler gave this task, from its environment variables.</summary>
internal static class SchedulerPart
{
    private const string Of = "--of N says how many tasks there are";

    /// <summary>Reads the variables.</summary>
    /// <param name="variable">Returns the value of a variable, or <c>null</c>.</param>
    /// <param name="of">The number of tasks as the user gave it; <c>null</c> if the scheduler says it.</param>
    /// <exception cref="UsageException">This is not a task of an array, or the variables do not fit.</exception>
    public static ScanPart Read(Func<string, string?> variable, int? of)
    {
        List<(string Name, Func<ScanPart> Part)> tasks = [];
        if (Has("SLURM_ARRAY_TASK_ID")) tasks.Add(("SLURM_ARRAY_TASK_ID", Slurm));
        // Grid Engine gives the word to tasks that are not of an array.
        if (Has("SGE_TASK_ID") && variable("SGE_TASK_ID") != "undefined") tasks.Add(("SGE_TASK_ID", GridEngine));
        foreach (string name in (string[])["JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX"])
        {
            if (Has(name)) tasks.Add((name, () => Counted(name)));
        }

        return tasks switch
        {
            [var only] => only.Part(),
            [] => throw new UsageException("--part auto: none of SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX, SGE_TASK_ID and " +
                "AWS_BATCH_JOB_ARRAY_INDEX is set, so this is not a task of an array; give --part I/N"),
            [var first, var second, ..] =>
                throw new UsageException($"--part auto: both {first.Name} and {second.Name} are set; give --part I/N"),
        };

        bool Has(string name) => !string.IsNullOrEmpty(variable(name));

        ScanPart Slurm()
        {
            int step = variable("SLURM_ARRAY_TASK_STEP") is null ? 1 : Number("SLURM_ARRAY_TASK_STEP", 1);
            int index = (Number("SLURM_ARRAY_TASK_ID", 0) - Number("SLURM_ARRAY_TASK_MIN", 0)) / step;
            return Checked("SLURM_ARRAY_TASK_COUNT", index, Number("SLURM_ARRAY_TASK_COUNT", 1, ScanPart.MaxCount));
        }

        ScanPart GridEngine()
        {
            int first = variable("SGE_TASK_FIRST") is null ? 1 : Number("SGE_TASK_FIRST", 1);
            int step = variable("SGE_TASK_STEPSIZE") is null ? 1 : Number("SGE_TASK_STEPSIZE", 1);
            int count = (Number("SGE_TASK_LAST", 1) - first) / step + 1;
            return Checked("SGE_TASK_LAST", (Number("SGE_TASK_ID", 1) - first) / step, count);
        }

        ScanPart Counted(string name) =>
            of is int count ? Checked("--of", Number(name, 0), count) : throw new UsageException($"--part auto: {name} is set; {Of}");

        ScanPart Checked(string name, int index, int count)
        {
            if (of is int given && given != count)
                throw new UsageException($"--of {given}: {name} says that there are {count} tasks; leave it out, or give --part I/N");
            if (index < 0 || index >= count)
                throw new UsageException($"--part auto: this is task {index + 1} of {count}: the tasks of the array do not follow one " +
                    "another; give --part I/N");
            return new ScanPart(index, count);
        }

        int Number(string name, int least, int most = int.MaxValue - 1)
        {
            if (int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least &&
                number <= most) return number;
            throw new UsageException(variable(name) is string text
                ? $"--part auto: {name} is '{text}', not a number from {least} to {most}"
                : $"--part auto: {name} is not set; give --part I/N");
        }
    }
}
