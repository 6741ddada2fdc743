using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Messages.Fields;
using TlsDissect.Records;

namespace TlsDissect.Handshakes;

/// <summary>
/// The services that the handshakes of all connections of one dissector share: limits, keys, parsed certificates and public keys.
/// </summary>
internal sealed record HandshakeServices(DissectorOptions Options, KeyRing Keys, CertificateCache Certificates,
    VerificationKeys VerificationKeys, SharedTrials SharedTrials)
{
    /// <summary>A copy of a message's body, if messages are kept.</summary>
    public MessageBody? KeptBody(in RawHandshake message, in HandshakeContext context) =>
        Options.KeepMessages ? new HandshakeBody(message, context) : null;
}
