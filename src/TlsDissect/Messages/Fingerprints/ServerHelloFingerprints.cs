namespace TlsDissect.Messages.Fingerprints;

/// <summary>Fingerprints that the answers of one server program to similar hellos share. Computed at each call.</summary>
internal static class ServerHelloFingerprints
{
    extension(ServerHello hello)
    {
        /// <summary>JA3S: an MD5 over the hello's fields, lower-case hex; <c>null</c> if the hello is truncated or malformed.</summary>
        public string? Ja3s => hello.IsPartial ? null : Fingerprints.Ja3.Of(hello);
    }
}
