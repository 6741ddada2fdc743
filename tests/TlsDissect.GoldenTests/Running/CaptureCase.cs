namespace TlsDissect.GoldenTests.Running;

/// <summary>A folder of a group of <c>captures/</c> with a file <c>args</c>: the arguments of <c>read</c>, one per line.</summary>
internal sealed class CaptureCase
{
    private CaptureCase(string name)
    {
        Name = name;
        Folder = Repository.CaseFolder(name);
        Arguments = File.ReadAllLines(FileNamed("args"));
    }

    public string Name { get; }

    public string Folder { get; }

    public string[] Arguments { get; }

    /// <summary>The capture: the last argument.</summary>
    public string Capture => FileNamed(Arguments[^1]);

    /// <summary>All but the capture.</summary>
    public string[] Keys => Arguments[..^1];

    public static CaptureCase Of(string name) => new(name);

    /// <summary>The names of all cases, in order.</summary>
    public static string[] Names() => [.. Repository.Cases];

    /// <summary>The names of the cases that have a file of this name.</summary>
    public static TheoryData<string> With(string file) => [.. Names().Where(name => File.Exists(Of(name).FileNamed(file)))];

    public string FileNamed(string name) => Path.Combine(Folder, name);
}
