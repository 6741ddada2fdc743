namespace TlsDissect.Keys;

/// <summary>A key file that cannot be used. The message is one line that names the file and says what is wrong.</summary>
public sealed class KeyFileException : Exception
{
    /// <summary>Whether the file holds an RSA key where a key of another kind is needed.</summary>
    internal bool IsRsaKey { get; init; }

    /// <summary>Makes one.</summary>
    public KeyFileException(string message) : base(message) { }

    /// <summary>Makes one that another exception caused.</summary>
    public KeyFileException(string message, Exception inner) : base(message, inner) { }
}
