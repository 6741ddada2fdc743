using System.Globalization;

namespace TlsDissect.Keys;

/// <summary>Formats a line of a key log (RFC 9850 §2): label, client random, secret.</summary>
internal static class KeyLogLine
{
    /// <summary>Formats the line without its end.</summary>
    /// <param name="label">The kind of secret.</param>
    /// <param name="clientRandom">32 bytes.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="generation">N of a traffic secret; otherwise 0.</param>
    public static string Format(KeyLogLabel label, ReadOnlySpan<byte> clientRandom, ReadOnlySpan<byte> secret, uint generation = 0) =>
        $"{label.LineName(generation)} {Convert.ToHexStringLower(clientRandom)} {Convert.ToHexStringLower(secret)}";

    /// <summary>Formats the line of a session, which is found by its ID.</summary>
    public static string FormatSession(ReadOnlySpan<byte> sessionId, ReadOnlySpan<byte> master) =>
        $"RSA Session-ID:{Convert.ToHexStringLower(sessionId)} Master-Key:{Convert.ToHexStringLower(master)}";

    /// <summary>The label as written in lines, including the N of a traffic secret.</summary>
    public static string LineName(this KeyLogLabel label, uint generation = 0) => label switch
    {
        KeyLogLabel.ClientTrafficSecret0
            when generation > 0 => string.Create(CultureInfo.InvariantCulture, $"CLIENT_TRAFFIC_SECRET_{generation}"),
        KeyLogLabel.ServerTrafficSecret0
            when generation > 0 => string.Create(CultureInfo.InvariantCulture, $"SERVER_TRAFFIC_SECRET_{generation}"),
        KeyLogLabel.ClientRandom => "CLIENT_RANDOM",
        KeyLogLabel.PremasterClientRandom => "PMS_CLIENT_RANDOM",
        KeyLogLabel.ClientEarlyTrafficSecret => "CLIENT_EARLY_TRAFFIC_SECRET",
        KeyLogLabel.ClientHandshakeTrafficSecret => "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
        KeyLogLabel.ServerHandshakeTrafficSecret => "SERVER_HANDSHAKE_TRAFFIC_SECRET",
        KeyLogLabel.ClientTrafficSecret0 => "CLIENT_TRAFFIC_SECRET_0",
        KeyLogLabel.ServerTrafficSecret0 => "SERVER_TRAFFIC_SECRET_0",
        KeyLogLabel.ExporterSecret => "EXPORTER_SECRET",
        KeyLogLabel.EarlyExporterSecret => "EARLY_EXPORTER_SECRET",
        KeyLogLabel.EchSecret => "ECH_SECRET",
        KeyLogLabel.EchConfig => "ECH_CONFIG",
        KeyLogLabel.SessionId => "RSA Session-ID",
        KeyLogLabel.EncryptedPremaster => "RSA",
        KeyLogLabel.SessionTicket => "SESSION_TICKET",
        _ => throw new ArgumentOutOfRangeException(nameof(label)),
    };
}
