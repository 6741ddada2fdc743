using TlsDissect.Output.Json;

namespace TlsDissect.Cli.Runs;

/// <summary>One of many captures that are dissected each by itself: how its rows name it, and what its run found.</summary>
/// <param name="path">Where it is.</param>
/// <param name="place">Its name in rows.</param>
internal sealed class ScannedCapture(string path, CapturePlace place)
{
    private readonly List<CaptureProblem> _problems = [];

    /// <summary>Where it is.</summary>
    public string Path { get; } = path;

    /// <summary>Its name in rows.</summary>
    public CapturePlace Place { get; } = place;

    /// <summary>Warnings and failures of the capture, in order.</summary>
    public IReadOnlyList<CaptureProblem> Problems => _problems;

    /// <summary>The counts of the run, once it is over.</summary>
    public RunSummary Summary { get; set; } = new();

    /// <summary>Notes a problem.</summary>
    public void Add(CaptureProblem problem) => _problems.Add(problem);
}
