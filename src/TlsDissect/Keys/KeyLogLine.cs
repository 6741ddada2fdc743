namespace TlsDissect.Keys;

/// <summary>A key log's line (RFC 9850 §2): label, client random, secret.</summary>
public static class KeyLogLine
{
    /// <summary>The line without its end.</summary>
    public static string Format(KeyLogLabel label, ReadOnlySpan<byte> clientRandom, ReadOnlySpan<byte> secret) =>
        $"{label.LineName()} {Convert.ToHexStringLower(clientRandom)} {Convert.ToHexStringLower(secret)}";

    /// <summary>The label as lines have it.</summary>
    public static string LineName(this KeyLogLabel label) => label switch
    {
        KeyLogLabel.ClientRandom => "CLIENT_RANDOM",
        KeyLogLabel.PremasterClientRandom => "PMS_CLIENT_RANDOM",
        KeyLogLabel.ClientEarlyTrafficSecret => "CLIENT_EARLY_TRAFFIC_SECRET",
        KeyLogLabel.ClientHandshakeTrafficSecret => "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
        KeyLogLabel.ServerHandshakeTrafficSecret => "SERVER_HANDSHAKE_TRAFFIC_SECRET",
        KeyLogLabel.ClientTrafficSecret0 => "CLIENT_TRAFFIC_SECRET_0",
        KeyLogLabel.ServerTrafficSecret0 => "SERVER_TRAFFIC_SECRET_0",
        KeyLogLabel.ExporterSecret => "EXPORTER_SECRET",
        KeyLogLabel.EarlyExporterSecret => "EARLY_EXPORTER_SECRET",
        _ => throw new ArgumentOutOfRangeException(nameof(label)),
    };
}
