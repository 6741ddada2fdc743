namespace TlsDissect;

/// <summary>Whether a handshake is complete, and its kind.</summary>
public enum HandshakeKind
{
    /// <summary>Not complete in the capture.</summary>
    Incomplete,

    /// <summary>Complete, with a key exchange of its own.</summary>
    Full,

    /// <summary>Complete, and resumes an earlier session by session ID, ticket or pre-shared key.</summary>
    Resumed,
}
