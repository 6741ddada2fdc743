using TlsDissect.Decryption;
using TlsDissect.Decryption.Quic;
using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>The keys of 1-RTT packets after key updates (RFC 9001 §6.1), each derived from the secret before it.</summary>
/// <param name="version">The version of the packets.</param>
/// <param name="suite">The negotiated suite.</param>
/// <param name="firstSecret">client_ or server_application_traffic_secret_0, as long as the suite's hash.</param>
internal sealed class QuicKeyUpdates(QuicVersion version, CipherSuite suite, byte[] firstSecret) : IKeyUpdates
{
    private byte[] _secret = firstSecret;

    public DirectionKeys Next()
    {
        _secret = QuicKeySchedule.TryNextSecret(version, suite, _secret)!;
        return QuicKeySchedule.TryDerivePacketKeys(version, suite, _secret)!;
    }
}
