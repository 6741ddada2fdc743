namespace TlsDissect.Protocol;

/// <summary>
/// How the next record of a direction is read: the current read state of RFC 5246 §6.1, and the states of an observer without keys.
/// </summary>
internal enum ReadState
{
    /// <summary>No protection yet.</summary>
    Plain,

    /// <summary>Protected, and the keys are not known or not verified yet.</summary>
    AwaitingKeys,

    /// <summary>Protected, with keys that have authenticated a record.</summary>
    Protected,

    /// <summary>Protected, and no key will decrypt it, so it is counted and not kept.</summary>
    Opaque,
}
