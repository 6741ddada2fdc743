namespace TlsDissect.Secrets;

/// <summary>What a server key found in a ClientKeyExchange.</summary>
/// <param name="Bytes">48 bytes with RSA.</param>
/// <param name="Source">How it was come by.</param>
/// <param name="KeyName">The key that opened it.</param>
/// <param name="Certain">Whether the key is the certificate's.</param>
internal sealed record PremasterSecret(byte[] Bytes, SecretSource Source, string? KeyName, bool Certain);
