namespace TlsDissect.Capture.Sources;

/// <summary>
/// Something outside the program that the user can put right: a file that is missing or no capture, a filter that does not compile, a library that is not
/// installed. The message is one line, complete, and names the file or the expression.
/// </summary>
public sealed class CaptureException : Exception
{
    /// <summary>Why the file or interface was refused.</summary>
    internal CaptureRefusal Refusal { get; init; }

    /// <summary>With a message for the user.</summary>
    public CaptureException(string message) : base(message) { }

    /// <summary>With a message for the user and what caused it.</summary>
    public CaptureException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>For serializers; has nothing to say to a user.</summary>
    public CaptureException() : base("The capture cannot be read.") { }
}
