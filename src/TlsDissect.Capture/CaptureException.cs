using TlsDissect.Capture.Sources;

namespace TlsDissect.Capture;

/// <summary>
/// Thrown for problems that the user can solve: a file that is missing or is not a capture, an invalid filter, a library that is not
/// installed. The message is one line and names the file, the interface or the expression.
/// </summary>
public sealed class CaptureException : Exception
{
    /// <summary>Why the file or interface was refused.</summary>
    internal CaptureRefusal Refusal { get; init; }

    /// <summary>Creates an exception with a message for the user.</summary>
    public CaptureException(string message) : base(message) { }

    /// <summary>Creates an exception with a message for the user and its cause.</summary>
    public CaptureException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates an exception with a general message.</summary>
    public CaptureException() : base("The capture cannot be read.") { }
}
