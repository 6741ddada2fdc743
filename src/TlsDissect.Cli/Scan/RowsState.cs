namespace TlsDissect.Cli.Scan;

/// <summary>A capture's file of rows, as an earlier run left it.</summary>
internal readonly record struct RowsState
{
    /// <summary>What the rows were made with; <c>null</c> if the file is something else.</summary>
    public ScanIdentity? Identity { get; init; }

    /// <summary>Whether the capture could not be read, or not to its end.</summary>
    public bool HasFailed { get; init; }

    /// <summary>Whether a connection has one of the reasons that were looked for.</summary>
    public bool HasReason { get; init; }
}
