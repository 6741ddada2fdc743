using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>ecjpake_key_kp_pair (draft-cragie-tls-ecjpake-01 §7.2): two keys with proofs of knowledge.</summary>
internal static class EcjpakeExtension
{
    private const int Pair = 2;

    public static void Read(ref TlsReader data)
    {
        for (int i = 0; i < Pair; i++)
        {
            data.HasItem("ECJPAKEKeyKP");
            ReadKey(ref data);
        }
    }

    /// <summary>Reads ECJPAKEKeyKP.</summary>
    public static void ReadKey(ref TlsReader data)
    {
        foreach (string field in (ReadOnlySpan<string>)["X", "V", "r"]) data.ReadVector8(field);
    }
}
