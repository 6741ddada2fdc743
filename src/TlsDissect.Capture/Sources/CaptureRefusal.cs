namespace TlsDissect.Capture.Sources;

/// <summary>Why an interface may not be captured on.</summary>
internal enum CaptureRefusal
{
    /// <summary>It is not refused: something else is wrong.</summary>
    None,

    /// <summary>There is no interface of that name.</summary>
    NoSuchInterface,

    /// <summary>This user may not.</summary>
    NoPermission,

    /// <summary>The filter means nothing for what its packets start with.</summary>
    Filter,
}
