using TlsDissect.Protocol;

namespace TlsDissect.Findings.Behaviour;

/// <summary>A value that has to be new in every handshake: a random or an ephemeral public key.</summary>
/// <param name="Identity">Tells whether another value is the same.</param>
/// <param name="From">The side that sent it.</param>
/// <param name="Packet">The packet with it.</param>
/// <param name="Randoms">The randoms of its handshake.</param>
/// <param name="What">For a key, its group or kind; <c>null</c> for a random.</param>
internal readonly record struct FreshValue(ValueIdentity Identity, Sender From, long Packet, HandshakeRandoms Randoms, string? What)
{
    /// <summary>Whether it is a random, not a key.</summary>
    public bool IsRandom => What is null;
}

/// <summary>The randoms of a handshake, by their hashes.</summary>
/// <param name="Client">Of the client random.</param>
/// <param name="Server">Of the server random.</param>
internal readonly record struct HandshakeRandoms(int Client, int Server);
