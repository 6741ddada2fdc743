namespace TlsDissect.Messages.Fingerprints;

/// <summary>What the answers of one server program to like hellos have in common. Each call computes it.</summary>
public static class ServerHelloFingerprints
{
    extension(ServerHello hello)
    {
        /// <summary>JA3S: an MD5 over the hello's fields, lower-case hex; <c>null</c> where the hello is truncated.</summary>
        public string? Ja3s => hello.IsTruncated ? null : Fingerprints.Ja3.Of(hello);
    }
}
