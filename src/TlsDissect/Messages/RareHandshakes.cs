using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>Messages of which nothing is needed but their form and the names of their fields.</summary>
internal static class RareHandshakes
{
    /// <summary>
    /// Types of which the body stays opaque, with the reason. Every other type that is registered is parsed.
    /// </summary>
    public static IReadOnlyDictionary<HandshakeType, string> OpaqueReasons { get; } = new Dictionary<HandshakeType, string>
    {
        [HandshakeType.MessageHash] = "never sent: it stands for a ClientHello in a transcript, and its body is a hash (RFC 8446 §4.4.1)",
    };

    /// <summary>Reads the body of a message to its end. One of an unknown type is opaque.</summary>
    public static HandshakeMessage Read(HandshakeType type, ref TlsReader reader)
    {
        switch (type)
        {
            case HandshakeType.CertificateUrl: ReadCertificateUrl(ref reader); break;
            case HandshakeType.SupplementalData: SupplementalData.Read(ref reader); break;
            case HandshakeType.EktKey: ReadEktKey(ref reader); break;
            case HandshakeType.NextProtocol: ReadNextProtocol(ref reader); break;
            case HandshakeType.ChannelId: ReadChannelId(ref reader); break;
            case HandshakeType.MessageHash: reader.ReadToEnd("hash"); break;
            default: return new UnknownHandshake(type, reader.ReadToEnd("body").Length);
        }

        return new RareHandshake(type);
    }

    /// <summary>RFC 6066 §5. Before, the byte after the URL said whether a hash follows (RFC 4366 §3.3).</summary>
    private static void ReadCertificateUrl(ref TlsReader reader)
    {
        const int HashLength = 20;
        reader.ReadUInt8("type");
        reader.Means("CertChainType");
        TlsReader list = reader.ReadVector16("url_and_hash_list");
        while (list.HasItem("URLAndHash"))
        {
            list.ReadVector16("url");
            if (list.ReadUInt8("padding") != 0) list.Read(HashLength, "SHA1Hash");
        }
    }

    /// <summary>RFC 8870 §5.2.2.</summary>
    private static void ReadEktKey(ref TlsReader reader)
    {
        reader.ReadVector16("ekt_key_value");
        reader.ReadVector16("srtp_master_salt");
        reader.ReadUInt16("ekt_spi");
        reader.ReadUInt24("ekt_ttl");
    }

    /// <summary>draft-agl-tls-nextprotoneg-04 §3.</summary>
    private static void ReadNextProtocol(ref TlsReader reader)
    {
        reader.ReadVector8("selected_protocol");
        reader.ReadVector8("padding");
    }

    /// <summary>draft-balfanz-tls-channelid-01 §4: an extension, which is a public key of P-256 and a signature.</summary>
    private static void ReadChannelId(ref TlsReader reader)
    {
        const int Coordinate = 32;
        reader.ReadUInt16("extension_type");
        TlsReader data = reader.ReadVector16("extension_data");
        foreach (string number in (ReadOnlySpan<string>)["x", "y", "r", "s"]) data.Read(Coordinate, number);
        data.ExpectEnd();
    }
}
