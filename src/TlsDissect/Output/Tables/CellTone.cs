namespace TlsDissect.Output.Tables;

/// <summary>What a cell says to the eye.</summary>
internal enum CellTone
{
    /// <summary>As usual.</summary>
    Plain,

    /// <summary>All is well.</summary>
    Good,

    /// <summary>Somebody should look.</summary>
    Bad,

    /// <summary>Of less importance.</summary>
    Faint,
}
