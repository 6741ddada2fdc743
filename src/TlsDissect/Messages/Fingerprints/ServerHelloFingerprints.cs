namespace TlsDissect.Messages.Fingerprints;

/// <summary>What the answers of one server program to like hellos have in common. Each call computes it.</summary>
internal static class ServerHelloFingerprints
{
    extension(ServerHello hello)
    {
        /// <summary>JA3S: an MD5 over the hello's fields, lower-case hex; <c>null</c> if the hello is truncated or malformed.</summary>
        public string? Ja3s => hello.IsPartial ? null : Fingerprints.Ja3.Of(hello);
    }
}
