namespace TlsDissect.Cli.Files;

/// <summary>The kinds of files that a command line names.</summary>
internal enum InputFileKind
{
    /// <summary>Not recognized, or not readable. The code that uses the file reports it.</summary>
    Unknown,

    Capture,

    PrivateKey,

    Certificate,

    KeyLog,

    PreSharedKeys,

    /// <summary>A key in an unsupported format (<see cref="Keys.ForeignKeyFile"/>).</summary>
    ForeignKey,

    /// <summary>Compressed in an unsupported way (<see cref="Capture.Sources.ForeignFormat"/>).</summary>
    Compressed,
}
