using TlsDissect.Protocol;

namespace TlsDissect.Connections.Datagrams;

/// <summary>What a secret of the key log reveals by decrypting a record of DTLS 1.3.</summary>
/// <param name="Version">The version.</param>
/// <param name="Suite">The negotiated suite.</param>
/// <param name="ClientRandom">The client random that the secret is logged for.</param>
/// <param name="Sender">The side that sent the record.</param>
internal sealed record DtlsInTheMiddle(ProtocolVersion Version, CipherSuite Suite, ReadOnlyMemory<byte> ClientRandom, Sender Sender);
