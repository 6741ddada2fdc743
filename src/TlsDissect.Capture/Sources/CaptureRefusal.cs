namespace TlsDissect.Capture.Sources;

/// <summary>Why a file or an interface is refused, so that a program can say what helps.</summary>
internal enum CaptureRefusal
{
    /// <summary>Another reason, or not refused.</summary>
    None,

    /// <summary>No interface has this name.</summary>
    NoSuchInterface,

    /// <summary>This user does not have permission.</summary>
    NoPermission,

    /// <summary>The filter is invalid for the link type.</summary>
    Filter,

    /// <summary>
    /// The file is compressed in an unsupported format. The message ends with a command that writes its content to standard output.
    /// </summary>
    Compressed,
}
