namespace TlsDissect.Capture.Sources;

/// <summary>Why a file or an interface is refused, as far as a program can say what helps.</summary>
internal enum CaptureRefusal
{
    /// <summary>For another reason, or not at all.</summary>
    None,

    /// <summary>There is no interface of that name.</summary>
    NoSuchInterface,

    /// <summary>This user may not.</summary>
    NoPermission,

    /// <summary>The filter means nothing for what its packets start with.</summary>
    Filter,

    /// <summary>The file is compressed in a form that is not read. The message ends with a command that writes its content to standard output.</summary>
    Compressed,
}
