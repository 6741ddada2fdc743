namespace TlsDissect.Decryption.Quic;

/// <summary>Derives the keys after key updates (RFC 9001 §6).</summary>
internal interface IKeyUpdates
{
    /// <summary>Derives the keys of the next generation. Each call goes one generation further.</summary>
    DirectionKeys Next();
}
