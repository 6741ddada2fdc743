using System.Globalization;

namespace TlsDissect.GoldenTests.Deploy;

/// <summary>A task of an array, or a job that is not an array, as the controller sees it.</summary>
/// <param name="Index">0 if it is not of an array.</param>
/// <param name="State">As Slurm names it.</param>
/// <param name="ExitCode">With the signal after a colon.</param>
/// <param name="Restarts">How often it was requeued.</param>
/// <param name="Node">Where it runs or ran last.</param>
internal sealed record SlurmTask(int Index, string State, string ExitCode, int Restarts, string Node)
{
    public bool HasEnded => State is "COMPLETED" or "FAILED" or "CANCELLED" or "NODE_FAIL" or "TIMEOUT" or "OUT_OF_MEMORY";

    /// <summary>Reads a line of <c>scontrol show job --oneliner</c>.</summary>
    public static SlurmTask Parse(string line)
    {
        Dictionary<string, string> values = [];
        foreach (string word in line.Split(' '))
        {
            if (word.Split('=', 2) is [string name, string value]) values.TryAdd(name, value);
        }

        return new SlurmTask(
            // Of tasks that have not started yet it is a range.
            int.TryParse(values.GetValueOrDefault("ArrayTaskId"), CultureInfo.InvariantCulture, out int index) ? index : 0,
            values["JobState"],
            values["ExitCode"],
            int.Parse(values["Restarts"], CultureInfo.InvariantCulture),
            values.GetValueOrDefault("NodeList", ""));
    }
}
