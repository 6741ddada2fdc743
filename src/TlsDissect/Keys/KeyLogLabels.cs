using System.Buffers.Text;
using System.Text;

namespace TlsDissect.Keys;

/// <summary>Recognizes written labels, ignoring case.</summary>
internal static class KeyLogLabels
{
    /// <summary>Finds a label whose secrets are found by client random; otherwise returns <c>null</c>. <paramref name="generation"/> is the
    /// N of <c>_TRAFFIC_SECRET_N</c>, or <see cref="KeyLogKey.Unnumbered"/> if it is the letter.</summary>
    public static KeyLogLabel? Find(ReadOnlySpan<byte> label, out uint generation)
    {
        generation = 0;
        // Stacks that speak drafts of QUIC put this before the labels of TLS 1.3.
        if (HasQuicPrefix(label) && Find(label[Quic.Length..], out generation) is KeyLogLabel inQuic)
            return inQuic is KeyLogLabel.ClientRandom or KeyLogLabel.PremasterClientRandom ? null : inQuic;
        if (Is(label, "CLIENT_RANDOM"u8)) return KeyLogLabel.ClientRandom;
        if (Is(label, "CLIENT_HANDSHAKE_TRAFFIC_SECRET"u8)) return KeyLogLabel.ClientHandshakeTrafficSecret;
        if (Is(label, "SERVER_HANDSHAKE_TRAFFIC_SECRET"u8)) return KeyLogLabel.ServerHandshakeTrafficSecret;
        if (IsNumbered(label, "CLIENT_TRAFFIC_SECRET_"u8, out generation)) return KeyLogLabel.ClientTrafficSecret0;
        if (IsNumbered(label, "SERVER_TRAFFIC_SECRET_"u8, out generation)) return KeyLogLabel.ServerTrafficSecret0;
        if (Is(label, "EXPORTER_SECRET"u8)) return KeyLogLabel.ExporterSecret;
        if (Is(label, "CLIENT_EARLY_TRAFFIC_SECRET"u8)) return KeyLogLabel.ClientEarlyTrafficSecret;
        if (Is(label, "EARLY_EXPORTER_SECRET"u8) || Is(label, "EARLY_EXPORTER_MASTER_SECRET"u8)) return KeyLogLabel.EarlyExporterSecret;
        if (Is(label, "PMS_CLIENT_RANDOM"u8)) return KeyLogLabel.PremasterClientRandom;
        if (Is(label, "SESSION_TICKET"u8)) return KeyLogLabel.SessionTicket;
        if (Is(label, "ECH_SECRET"u8)) return KeyLogLabel.EchSecret;
        if (Is(label, "ECH_CONFIG"u8)) return KeyLogLabel.EchConfig;
        return null;
    }

    /// <summary>Whether a label is valid but decrypts nothing here: others of QUIC.</summary>
    public static bool IsUnused(ReadOnlySpan<byte> label) => HasQuicPrefix(label);

    private static ReadOnlySpan<byte> Quic => "QUIC_"u8;

    private static bool HasQuicPrefix(ReadOnlySpan<byte> label) => label.Length > Quic.Length && Is(label[..Quic.Length], Quic);

    private static bool Is(ReadOnlySpan<byte> label, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(label, name);

    private static bool IsNumbered(ReadOnlySpan<byte> label, ReadOnlySpan<byte> name, out uint number)
    {
        number = 0;
        if (label.Length <= name.Length || !Is(label[..name.Length], name)) return false;
        ReadOnlySpan<byte> digits = label[name.Length..];
        // OpenSSL writes this after each KeyUpdate. In order, they are 1, 2, 3...
        if (Is(digits, "N"u8))
        {
            number = KeyLogKey.Unnumbered;
            return true;
        }

        return char.IsAsciiDigit((char)digits[0]) && Utf8Parser.TryParse(digits, out number, out int consumed) && consumed == digits.Length;
    }
}
