namespace TlsDissect;

/// <summary>How far a handshake came and what it was.</summary>
public enum HandshakeKind
{
    /// <summary>It did not come to its end in the capture.</summary>
    Incomplete,

    /// <summary>Complete, with a key exchange of its own.</summary>
    Full,

    /// <summary>Complete, from an earlier session: by session ID, ticket or pre-shared key.</summary>
    Resumed,
}
