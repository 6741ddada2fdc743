using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>The extensions of a ServerHello, HelloRetryRequest or EncryptedExtensions that are parsed.</summary>
internal sealed class ServerExtensions(bool isHelloRetryRequest = false) : ExtensionBlock
{
    public ProtocolVersion? SelectedVersion { get; private set; }
    public string? Alpn { get; private set; }
    public KeyShare? KeyShare { get; private set; }
    public ushort? SelectedPreSharedKey { get; private set; }
    public ReadOnlyMemory<byte>? RenegotiatedConnection { get; private set; }
    public byte? MaxFragmentLength { get; private set; }
    public ushort? RecordSizeLimit { get; private set; }
    public ReadOnlyMemory<byte>? ConnectionId { get; private set; }
    public bool EarlyData { get; private set; }
    public bool SessionTicket { get; private set; }
    public bool ExtendedMasterSecret { get; private set; }
    public bool EncryptThenMac { get; private set; }
    public bool TruncatedHmac { get; private set; }

    protected override ExtensionPlace Place => isHelloRetryRequest ? ExtensionPlace.HelloRetryRequest : ExtensionPlace.Server;

    protected override bool TryRead(ExtensionType type, ref TlsReader data, ReadOnlyMemory<byte> bytes)
    {
        switch (type)
        {
            case ExtensionType.SupportedVersions: SelectedVersion = SupportedVersionsExtension.ReadSelected(ref data); break;
            case ExtensionType.ApplicationLayerProtocolNegotiation: Alpn = AlpnExtension.Read(ref data).FirstOrDefault(); break;
            case ExtensionType.KeyShare or ExtensionType.KeyShareDraft:
                KeyShare = KeyShareExtension.ReadSelected(ref data, bytes, isHelloRetryRequest); break;
            case ExtensionType.PreSharedKey: SelectedPreSharedKey = PreSharedKeyExtension.ReadSelected(ref data); break;
            case ExtensionType.RenegotiationInfo: RenegotiatedConnection = data.ReadOpaque8("renegotiated_connection"); break;
            case ExtensionType.MaxFragmentLength: MaxFragmentLength = data.ReadUInt8("max_fragment_length"); break;
            case ExtensionType.RecordSizeLimit: RecordSizeLimit = data.ReadUInt16("record_size_limit"); break;
            case ExtensionType.ConnectionId: ConnectionId = data.ReadOpaque8("cid"); break;
            case ExtensionType.EarlyData: EarlyData = true; break;
            case ExtensionType.SessionTicket: SessionTicket = true; break;
            case ExtensionType.ExtendedMasterSecret: ExtendedMasterSecret = true; break;
            case ExtensionType.EncryptThenMac: EncryptThenMac = true; break;
            case ExtensionType.TruncatedHmac: TruncatedHmac = true; break;
            default: return false;
        }

        return true;
    }
}
