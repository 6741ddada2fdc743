using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Records;

namespace TlsDissect.Handshakes;

/// <summary>
/// The services that the handshakes of all connections of one dissector share: limits, keys, parsed certificates and public keys.
/// </summary>
internal sealed record HandshakeServices(DissectorOptions Options, KeyRing Keys, CertificateCache Certificates,
    VerificationKeys VerificationKeys, SharedTrials SharedTrials);
