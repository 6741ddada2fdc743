using TlsDissect.Protocol;
using static TlsDissect.Protocol.ExtensionType;

namespace TlsDissect.Messages.Extensions;

/// <summary>The forms of the extensions that no message parses itself, by number. They are read only to record their fields.</summary>
internal static class ExtensionForms
{
    private static readonly ExtensionForm SignalBoth = new() { ClientHello = Empty, Server = Empty };

    private static readonly Dictionary<ExtensionType, ExtensionForm> Forms = new()
    {
        [ServerName] = new() { Server = Empty },
        [ClientCertificateUrl] = SignalBoth,
        [TrustedCaKeys] = new() { ClientHello = TrustedCaKeysExtension.Read, Server = Empty },
        [StatusRequest] = new()
        {
            Server = Empty,
            Certificate = StatusRequestExtension.ReadStatus,
            CertificateRequest = StatusRequestExtension.ReadInRequest,
        },
        [UserMapping] = new() { ClientHello = UserMappingExtension.Read, Server = UserMappingExtension.Read },
        [ClientAuthz] = new() { ClientHello = AuthorizationExtension.Read, Server = AuthorizationExtension.Read },
        [ServerAuthz] = new() { ClientHello = AuthorizationExtension.Read, Server = AuthorizationExtension.Read },
        [CertType] = new() { ClientHello = CertTypeExtension.ReadOffered, Server = CertTypeExtension.ReadSelected },
        [SupportedGroups] = new() { Server = ReadGroups },
        [EcPointFormats] = new() { Server = ReadPointFormats },
        [Srp] = new() { ClientHello = SrpExtension.Read },
        [UseSrtp] = new() { ClientHello = UseSrtpExtension.Read, Server = UseSrtpExtension.Read },
        [Heartbeat] = new() { ClientHello = HeartbeatExtension.Read, Server = HeartbeatExtension.Read },
        [StatusRequestV2] = new() { ClientHello = StatusRequestV2Extension.Read, Server = Empty },
        [SignedCertificateTimestamp] = new()
        {
            ClientHello = Empty,
            Server = SignedCertificateTimestampExtension.Read,
            Certificate = SignedCertificateTimestampExtension.Read,
            CertificateRequest = Empty,
        },
        [ExtensionType.ClientCertificateType] = new()
        {
            ClientHello = CertificateTypeExtension.ReadOfferedByClient,
            Server = CertificateTypeExtension.ReadSelectedForClient,
        },
        [ExtensionType.ServerCertificateType] = new()
        {
            ClientHello = CertificateTypeExtension.ReadOfferedForServer,
            Server = CertificateTypeExtension.ReadSelectedForServer,
        },
        [Padding] = new() { ClientHello = PaddingExtension.Read },
        [TokenBinding] = new() { ClientHello = TokenBindingExtension.Read, Server = TokenBindingExtension.Read },
        [CachedInfo] = new() { ClientHello = CachedInfoExtension.ReadOffered, Server = CachedInfoExtension.ReadSelected },
        [TlsLts] = SignalBoth,
        [CompressCertificate] = new() { CertificateRequest = ReadCompressions },
        [PwdProtect] = new() { ClientHello = PasswordExtension.ReadName },
        [PwdClear] = new() { ClientHello = PasswordExtension.ReadName },
        [PasswordSalt] = new()
        {
            ClientHello = PasswordExtension.ReadSalt,
            Server = PasswordExtension.ReadSalt,
            HelloRetryRequest = PasswordExtension.ReadSalt,
        },
        [TicketPinning] = new() { ClientHello = TicketPinningExtension.ReadOffered, Server = TicketPinningExtension.ReadAnswer },
        [TlsCertWithExternPsk] = SignalBoth,
        [ExtensionType.DelegatedCredential] = new()
        {
            ClientHello = ReadSchemes,
            CertificateRequest = ReadSchemes,
            Certificate = DelegatedCredentialExtension.Read,
        },
        [SupportedEktCiphers] = new() { ClientHello = EktExtension.ReadOffered, Server = EktExtension.ReadSelected },
        [EarlyData] = new() { NewSessionTicket = EarlyDataExtension.ReadLimit },
        [TicketEarlyDataInfo] = new() { NewSessionTicket = EarlyDataExtension.ReadLimit },
        [Cookie] = new() { HelloRetryRequest = CookieExtension.Read },
        [CertificateAuthorities] = new() { ClientHello = ReadAuthorities },
        [OidFilters] = new() { CertificateRequest = OidFiltersExtension.Read },
        [PostHandshakeAuth] = new() { ClientHello = Empty },
        [SignatureAlgorithmsCert] = new() { ClientHello = ReadSchemes, CertificateRequest = ReadSchemes },
        [TransparencyInfo] = new()
        {
            ClientHello = Empty,
            CertificateRequest = Empty,
            Server = TransparencyInfoExtension.Read,
            Certificate = TransparencyInfoExtension.Read,
        },
        [ConnectionIdDeprecated] = new() { ClientHello = ConnectionIdExtension.Read, Server = ConnectionIdExtension.Read },
        [ExternalIdHash] = new() { ClientHello = ExternalIdExtension.ReadHash, Server = ExternalIdExtension.ReadHash },
        [ExternalSessionId] = new() { ClientHello = ExternalIdExtension.ReadSession, Server = ExternalIdExtension.ReadSession },
        [QuicTransportParameters] = new()
        {
            ClientHello = QuicTransportParametersExtension.Read,
            Server = QuicTransportParametersExtension.Read,
        },
        [QuicTransportParametersDraft] = new()
        {
            ClientHello = QuicTransportParametersExtension.ReadDraft,
            Server = QuicTransportParametersExtension.ReadDraft,
        },
        [TicketRequest] = new() { ClientHello = TicketRequestExtension.ReadOffered, Server = TicketRequestExtension.ReadAnswer },
        [DnssecChain] = new()
        {
            ClientHello = DnssecChainExtension.ReadOffered,
            Server = DnssecChainExtension.ReadChain,
            Certificate = DnssecChainExtension.ReadChain,
        },
        [Rrc] = SignalBoth,
        [TlsFlags] = new()
        {
            ClientHello = TlsFlagsExtension.Read,
            Server = TlsFlagsExtension.Read,
            HelloRetryRequest = TlsFlagsExtension.Read,
            Certificate = TlsFlagsExtension.Read,
            CertificateRequest = TlsFlagsExtension.Read,
            NewSessionTicket = TlsFlagsExtension.Read,
        },
        [NextProtocolNegotiation] = new() { ClientHello = Empty, Server = NextProtocolNegotiationExtension.Read },
        [ApplicationSettings] = new()
        {
            ClientHello = ApplicationSettingsExtension.ReadOffered,
            Server = ApplicationSettingsExtension.ReadSettings,
        },
        [ApplicationSettingsNew] = new()
        {
            ClientHello = ApplicationSettingsExtension.ReadOffered,
            Server = ApplicationSettingsExtension.ReadSettings,
        },
        [ChannelIdOld] = SignalBoth,
        [ChannelId] = SignalBoth,
        [TrustAnchors] = new()
        {
            ClientHello = TrustAnchorsExtension.Read,
            Server = TrustAnchorsExtension.Read,
            CertificateRequest = TrustAnchorsExtension.Read,
            Certificate = Empty,
        },
        [EcjpakeKeyKpPair] = new() { ClientHello = EcjpakeExtension.Read, Server = EcjpakeExtension.Read },
        [EchIsInner] = new() { ClientHello = Empty },
        [EncryptedClientHelloDraft07] = new() { ClientHello = EchDrafts.Read07, Server = EchAnswer.ReadRetryConfigs },
        [EncryptedClientHelloDraft08] = new() { ClientHello = EchDrafts.Read08, Server = EchAnswer.ReadRetryConfigs },
        [EncryptedClientHelloDraft09] = new() { ClientHello = EchDrafts.Read08, Server = EchAnswer.ReadRetryConfigs },
        [EncryptedClientHelloDraft10] = new() { ClientHello = EchDrafts.Read10, Server = EchAnswer.ReadRetryConfigs },
        [EchNonce] = new() { ClientHello = EchDrafts.ReadNonce },
        [OuterExtension] = new() { ClientHello = EchDrafts.ReadOuterExtension },
        [EchOuterExtensions] = new() { ClientHello = EchOuterExtension.Read },
        [ExtensionType.EncryptedClientHello] = new()
        {
            Server = EchAnswer.ReadRetryConfigs,
            HelloRetryRequest = EchAnswer.ReadConfirmation,
        },
        [EncryptedServerName] = new()
        {
            ClientHello = EncryptedServerNameExtension.ReadOffered,
            Server = EncryptedServerNameExtension.ReadAnswer,
        },
    };

    /// <summary>Reads an extension's fields. Returns <c>false</c> if its form in this message is not known.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="place">The message that it is in.</param>
    /// <param name="data">A reader of its data.</param>
    public static bool TryRead(ExtensionType type, ExtensionPlace place, ref TlsReader data)
    {
        if (Forms.GetValueOrDefault(type)?.In(place) is not ExtensionReader read) return false;
        read(ref data);
        return true;
    }

    private static void Empty(ref TlsReader data) { }

    private static void ReadGroups(ref TlsReader data) => SupportedGroupsExtension.Read(ref data);

    private static void ReadPointFormats(ref TlsReader data) => EcPointFormatsExtension.Read(ref data);

    private static void ReadSchemes(ref TlsReader data) => SignatureAlgorithmsExtension.Read(ref data);

    private static void ReadAuthorities(ref TlsReader data) => CertificateAuthoritiesExtension.Read(ref data);

    private static void ReadCompressions(ref TlsReader data) => CompressCertificateExtension.Read(ref data);
}
