using TlsDissect.Protocol;

namespace TlsDissect.Prefaces;

/// <summary>
/// VNC: both versions, then the security type VeNCrypt with a subtype of TLS, which the server acknowledges, or the type TLS (RFC 6143
/// §7.1, and the list of security types in §8.1.2).
/// </summary>
internal static class VncPreface
{
    private const byte Tls = 18, VeNCrypt = 19;

    /// <summary>Length of the text with the version.</summary>
    private const int VersionLength = 12;

    /// <summary>TLSNone to X509SASL.</summary>
    private const uint FirstSubtype = 257, LastSubtype = 264;

    private static ReadOnlySpan<byte> Version => "RFB 003."u8;

    public static StartTls? Recognize(in Preface preface) =>
        (preface.Client.IsEmpty || IsClient(preface.Client)) && (preface.Server.IsEmpty || IsServer(preface.Server))
            ? new StartTls(StartTlsProtocol.Vnc)
            : null;

    private static bool IsClient(in PrefaceSide client)
    {
        DecodeError error = default;
        TlsReader reader = new(client.Start, ref error);
        bool isRfb = reader.Read(VersionLength).StartsWith(Version);
        byte type = reader.ReadUInt8();
        bool isTls = type == Tls;
        if (type == VeNCrypt)
        {
            reader.ReadUInt16(); // Its version.
            isTls = reader.ReadUInt32() is >= FirstSubtype and <= LastSubtype;
        }

        reader.ExpectEnd();
        return isRfb && isTls && !reader.Failed;
    }

    private static bool IsServer(in PrefaceSide server)
    {
        DecodeError error = default;
        TlsReader reader = new(server.Start, ref error);
        bool isRfb = reader.Read(VersionLength).StartsWith(Version);
        ReadOnlySpan<byte> types = reader.ReadVector8().ReadToEnd();
        if (!isRfb || reader.Failed) return false;
        if (reader.IsEmpty) return types.Contains(Tls);
        reader.ReadUInt16(); // The version of VeNCrypt.
        bool isVersion = reader.ReadUInt8() == 0;
        int subtypes = reader.ReadUInt8();
        reader.Read(4 * subtypes);
        bool isAcknowledged = reader.ReadUInt8() == 1;
        reader.ExpectEnd();
        return types.Contains(VeNCrypt) && isVersion && isAcknowledged && !reader.Failed;
    }
}
