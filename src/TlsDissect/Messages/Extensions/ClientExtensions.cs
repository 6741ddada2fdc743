using System.Collections.Immutable;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>The extensions of a ClientHello that are parsed.</summary>
internal sealed class ClientExtensions : ExtensionBlock
{
    public string? ServerName { get; private set; }
    public ImmutableArray<string> Alpn { get; private set; } = [];
    public ImmutableArray<ProtocolVersion> SupportedVersions { get; private set; } = [];
    public ImmutableArray<NamedGroup> SupportedGroups { get; private set; } = [];
    public ImmutableArray<byte> EcPointFormats { get; private set; } = [];
    public ImmutableArray<SignatureScheme> SignatureAlgorithms { get; private set; } = [];
    public ImmutableArray<KeyShare> KeyShares { get; private set; } = [];
    public ImmutableArray<byte> PskKeyExchangeModes { get; private set; } = [];
    public ReadOnlyMemory<byte>? SessionTicket { get; private set; }
    public ImmutableArray<ReadOnlyMemory<byte>> PreSharedKeyIdentities { get; private set; } = [];
    public int? BindersOffset { get; private set; }
    public ReadOnlyMemory<byte>? Cookie { get; private set; }
    public ReadOnlyMemory<byte>? RenegotiatedConnection { get; private set; }
    public byte? MaxFragmentLength { get; private set; }
    public ushort? RecordSizeLimit { get; private set; }
    public ReadOnlyMemory<byte>? ConnectionId { get; private set; }
    public CertificateStatusType? StatusRequest { get; private set; }
    public EncryptedClientHello? EncryptedClientHello { get; private set; }
    public ImmutableArray<ushort> CertificateCompression { get; private set; } = [];
    public bool EarlyData { get; private set; }
    public bool ExtendedMasterSecret { get; private set; }
    public bool EncryptThenMac { get; private set; }
    public bool TruncatedHmac { get; private set; }

    protected override ExtensionPlace Place => ExtensionPlace.ClientHello;

    protected override bool TryRead(ExtensionType type, ref TlsReader data, ReadOnlyMemory<byte> bytes)
    {
        switch (type)
        {
            case ExtensionType.ServerName: ServerName = ServerNameExtension.Read(ref data); break;
            case ExtensionType.ApplicationLayerProtocolNegotiation: Alpn = AlpnExtension.Read(ref data); break;
            case ExtensionType.SupportedVersions: SupportedVersions = SupportedVersionsExtension.ReadOffered(ref data); break;
            case ExtensionType.SupportedGroups: SupportedGroups = SupportedGroupsExtension.Read(ref data); break;
            case ExtensionType.EcPointFormats: EcPointFormats = EcPointFormatsExtension.Read(ref data); break;
            case ExtensionType.SignatureAlgorithms: SignatureAlgorithms = SignatureAlgorithmsExtension.Read(ref data); break;
            case ExtensionType.KeyShare or ExtensionType.KeyShareDraft: KeyShares = KeyShareExtension.ReadOffered(ref data, bytes); break;
            case ExtensionType.PskKeyExchangeModes: PskKeyExchangeModes = data.ReadUInt8List("ke_modes"); break;
            case ExtensionType.SessionTicket:
                SessionTicket = bytes;
                data.ReadToEnd("ticket");
                break;
            case ExtensionType.PreSharedKey:
                PreSharedKeyIdentities = PreSharedKeyExtension.ReadOffered(ref data, bytes, out int bindersOffset);
                BindersOffset = bindersOffset;
                break;
            case ExtensionType.Cookie: Cookie = data.ReadOpaque16("cookie"); break;
            case ExtensionType.RenegotiationInfo: RenegotiatedConnection = data.ReadOpaque8("renegotiated_connection"); break;
            case ExtensionType.MaxFragmentLength: MaxFragmentLength = data.ReadUInt8("max_fragment_length"); break;
            case ExtensionType.RecordSizeLimit: RecordSizeLimit = data.ReadUInt16("record_size_limit"); break;
            case ExtensionType.ConnectionId: ConnectionId = data.ReadOpaque8("cid"); break;
            case ExtensionType.StatusRequest: StatusRequest = StatusRequestExtension.ReadOffered(ref data); break;
            case ExtensionType.EncryptedClientHello:
                EncryptedClientHello = Extensions.EncryptedClientHello.Read(ref data, bytes);
                break;
            case ExtensionType.CompressCertificate: CertificateCompression = CompressCertificateExtension.Read(ref data); break;
            case ExtensionType.EarlyData: EarlyData = true; break;
            case ExtensionType.ExtendedMasterSecret: ExtendedMasterSecret = true; break;
            case ExtensionType.EncryptThenMac: EncryptThenMac = true; break;
            case ExtensionType.TruncatedHmac: TruncatedHmac = true; break;
            default: return false;
        }

        return true;
    }
}
