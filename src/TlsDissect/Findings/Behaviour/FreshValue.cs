using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>A value that has to be new in every handshake: a random or an ephemeral public key.</summary>
/// <param name="Hash">Of the kind and the value.</param>
/// <param name="From">The side that sent it.</param>
/// <param name="Packet">The packet with it.</param>
/// <param name="ClientRandom">A hash of the client random of its handshake.</param>
/// <param name="ServerRandom">A hash of the server random of its handshake.</param>
/// <param name="What">For a key, its group or kind; <c>null</c> for a random.</param>
internal readonly record struct FreshValue(UInt128 Hash, Sender From, long Packet, ulong ClientRandom, ulong ServerRandom, string? What)
{
    /// <summary>Whether it is a random, not a key.</summary>
    public bool IsRandom => What is null;
}
