namespace TlsDissect.Cli.Files;

/// <summary>What a file that the command line names holds.</summary>
internal enum InputFileKind
{
    /// <summary>Nothing that is recognized, or it cannot be read: who uses it says so.</summary>
    Unknown,

    Capture,

    PrivateKey,

    Certificate,

    KeyLog,

    PreSharedKeys,

    /// <summary>A key in a format that is not read (<see cref="Keys.ForeignKeyFile"/>).</summary>
    ForeignKey,

    /// <summary>Compressed, and not read in this form (<see cref="Capture.Sources.ForeignFormat"/>).</summary>
    Compressed,
}
