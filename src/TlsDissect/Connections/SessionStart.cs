namespace TlsDissect.Connections;

/// <summary>Whether a record begins the next session of a TCP connection.</summary>
internal enum SessionStart
{
    /// <summary>It belongs to the present session.</summary>
    No,

    /// <summary>It does if the other side begins the session too, and nothing that follows belongs to the present session.</summary>
    Maybe,

    /// <summary>It does, because the present session is over.</summary>
    Yes,
}
