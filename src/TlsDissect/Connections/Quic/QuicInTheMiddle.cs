using TlsDissect.Protocol;

namespace TlsDissect.Connections.Quic;

/// <summary>What a secret of the key log reveals by decrypting a packet with a short header.</summary>
/// <param name="Version">The version.</param>
/// <param name="IdLength">Length of its connection ID.</param>
/// <param name="ClientRandom">The client random that the secret is logged for.</param>
/// <param name="Sender">The side that sent the packet.</param>
/// <param name="Suite">The negotiated suite.</param>
internal sealed record QuicInTheMiddle(QuicVersion Version, int IdLength, ReadOnlyMemory<byte> ClientRandom, Sender Sender,
    CipherSuite Suite)
{
    /// <summary>Packet numbers near which an expected packet may be.</summary>
    public IReadOnlyList<ulong> LikelyNumbers { get; init; } = [];
}
