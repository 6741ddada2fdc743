namespace TlsDissect.Protocol;

/// <summary>How the next record of a direction is to be read: the current read state of RFC 5246 §6.1 and what may stand in its place.</summary>
internal enum ReadState
{
    /// <summary>No protection yet.</summary>
    Plain,

    /// <summary>Protected, and the keys are not known or not verified yet.</summary>
    AwaitingKeys,

    /// <summary>Protected, with keys that have authenticated a record.</summary>
    Protected,

    /// <summary>Protected, and no key will decrypt it: counted, not kept.</summary>
    Opaque,
}
