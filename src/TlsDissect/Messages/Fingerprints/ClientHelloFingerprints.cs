namespace TlsDissect.Messages.Fingerprints;

/// <summary>Fingerprints that the hellos of one client program share. Computed at each call.</summary>
internal static class ClientHelloFingerprints
{
    extension(ClientHello hello)
    {
        /// <summary>JA3: an MD5 over the hello's fields, lower-case hex; <c>null</c> if the hello is truncated or malformed.</summary>
        public string? Ja3 => hello.IsPartial ? null : Fingerprints.Ja3.Of(hello);

        /// <summary>JA4, as in <c>t13d1516h2_8daaf6152771_b186095e22b6</c>; <c>null</c> if the hello is truncated or malformed.</summary>
        public string? Ja4 => hello.IsPartial ? null : Fingerprints.Ja4.Of(hello);

        /// <summary>JA4 of a hello in QUIC, as in <c>q13d0312h3_55b375c5d22e_06cda9e17597</c>.</summary>
        public string? QuicJa4 => hello.IsPartial ? null : Fingerprints.Ja4.Of(hello, isQuic: true);
    }
}
