using TlsDissect.Findings.Behaviour;
using TlsDissect.Findings.Certificates;
using TlsDissect.Findings.Protocol;
using TlsDissect.Findings.Rules;

namespace TlsDissect.Findings;

/// <summary>The closed list of rules, in the order of docs/findings.md.</summary>
internal static class FindingRules
{
    /// <summary>All rules.</summary>
    public static readonly FindingRule[] All =
    [
        new ObsoleteVersion(),
        new ObsoleteVersionOffered(),
        new Ssl2FormHello(),
        new DowngradeSentinel(),
        new FallbackSignal(),
        new NullCipher(),
        new AnonymousKeyExchange(),
        new ExportCipher(),
        new Rc4Cipher(),
        new DesCipher(),
        new SmallBlockCipher(),
        new CbcMacThenEncrypt(),
        new TruncatedMac(),
        new ShortTag(),
        new WeakSuitesOffered(),
        new NoForwardSecrecy(),
        new SmallDhGroup(),
        new KnownDhPrime(),
        new UnsafeDhGroup(),
        new SmallCurve(),
        new WeakHandshakeSignature(),
        new RecordCompression(),
        new CompressionOffered(),
        new InsecureRenegotiation(),
        new UnsafeRenegotiation(),
        new NoExtendedMasterSecret(),
        new HeartbeatOverreads(),
        new EarlyDataAccepted(),
        new PlaintextAfterSwitch(),
        new NoCloseNotify(),
        new RepeatedRandom(),
        new RepeatedEphemeralKey(),
        new IllegalSelection(),
        new HandshakeNotVerified(),
        new NoCommonVersion(),
        new NoCommonCipherSuite(),
        new NoCommonGroup(),
        new NoCommonSignatureScheme(),
        new NoCommonParameters(),
        new NoCommonApplicationProtocol(),
        new MandatoryExtensionMissing(),
        new ServerNameRejected(),
        new PreSharedKeyRejected(),
        new ClientCertificateMissing(),
        new CertificateRefused(),
        new FallbackRefused(),
        new RenegotiationRefused(),
        new RecordTooLong(),
        new HandshakeRefused(),
        new HandshakeAborted(),
        new CertificateRevoked(),
        new CertificateExpired(),
        new CertificateNotYetValid(),
        new CertificateExpiresSoon(),
        new UntrustedCertificate(),
        new NameMismatch(),
        new SelfSignedCertificate(),
        new IncompleteChain(),
        new WrongChainOrder(),
        new WeakCertificateKey(),
        new WeakCertificateSignature(),
        new CaCertificateAsLeaf(),
        new CertificateUsageMismatch(),
        new NotAcceptableIssuer(),
        new MissingOcspStaple(),
        new UnusableOcspStaple(),
        new LongCertificateLifetime(),
    ];

    /// <summary>Whether a rule has this id.</summary>
    public static bool Has(string id) => Array.Exists(All, rule => rule.Id == id);
}
