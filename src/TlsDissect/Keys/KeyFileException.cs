namespace TlsDissect.Keys;

/// <summary>Thrown if a key file cannot be used. The message is one line that names the file and says why.</summary>
public sealed class KeyFileException : Exception
{
    /// <summary>Whether the file contains an RSA key where a key of another kind is needed.</summary>
    internal bool IsRsaKey { get; init; }

    /// <summary>Creates an exception with a message for the user.</summary>
    public KeyFileException(string message) : base(message) { }

    /// <summary>Creates an exception with a message for the user and its cause.</summary>
    public KeyFileException(string message, Exception inner) : base(message, inner) { }
}
