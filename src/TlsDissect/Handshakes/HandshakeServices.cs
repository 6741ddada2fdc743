using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Records;

namespace TlsDissect.Handshakes;

/// <summary>What the handshakes of all connections of one dissector share.</summary>
/// <param name="Options">Bounds, and whether signatures are verified.</param>
/// <param name="Keys">Whether secrets may come that need the transcript.</param>
/// <param name="Certificates">Certificates that were parsed.</param>
/// <param name="VerificationKeys">Public keys that signatures were verified with.</param>
/// <param name="SharedTrials">Bounds the work of verifying.</param>
internal sealed record HandshakeServices(DissectorOptions Options, KeyRing Keys, CertificateCache Certificates, VerificationKeys VerificationKeys, SharedTrials SharedTrials);
