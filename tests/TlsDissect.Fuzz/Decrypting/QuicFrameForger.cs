namespace TlsDissect.Fuzz.Decrypting;

/// <summary>Makes frames for a packet of QUIC: the true ones changed, or any others, with numbers at the edges of their ranges.</summary>
internal static class QuicFrameForger
{
    private static readonly byte[] Types =
    [
        0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16,
        0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x30, 0x31, 0x21,
    ];

    private static readonly ulong[] Edges =
        [0, 1, 3, 4, 20, 21, 63, 64, 1200, 16383, 16384, 65535, 1 << 20, 1 << 24, (1 << 30) - 1, 1 << 30, 1UL << 32, (1UL << 62) - 1];

    /// <summary>Frames of the same length in all.</summary>
    public static byte[] Forge(byte[] frames, Random random)
    {
        List<byte> made = [];
        if (random.Next(3) == 0) made.AddRange(Fuzzing.Change(frames, random));
        else
        {
            if (random.Next(2) == 0) made.AddRange(frames.AsSpan(0, random.Next(frames.Length)));
            while (made.Count < frames.Length && random.Next(8) != 0) AddFrame(made, random);
        }

        byte[] forged = new byte[frames.Length];
        made.Take(frames.Length).ToArray().CopyTo(forged, 0);
        return forged;
    }

    /// <summary>A type and some numbers and bytes. They make most kinds of frame now and then.</summary>
    private static void AddFrame(List<byte> made, Random random)
    {
        byte type = Types[random.Next(Types.Length)];
        made.Add(type);
        switch (type)
        {
            case 0x06: AddData(made, random, numbers: 1); break;
            case >= 0x08 and <= 0x0F:
                AddVarint(made, (ulong)random.Next(12));
                if ((type & 4) != 0) AddVarint(made, Number(random));
                if ((type & 2) != 0) AddData(made, random, numbers: 0);
                break;
            case 0x18:
                AddVarint(made, Number(random));
                AddVarint(made, Number(random));
                byte[] id = new byte[random.Next(23)];
                random.NextBytes(id);
                made.Add((byte)id.Length);
                made.AddRange(id);
                made.AddRange(new byte[16]);
                break;
            case 0x07 or 0x31: AddData(made, random, numbers: 0); break;
            default:
                for (int i = random.Next(1, 5); i > 0; i--) AddVarint(made, Number(random));
                break;
        }
    }

    private static void AddData(List<byte> made, Random random, int numbers)
    {
        for (int i = 0; i < numbers; i++) AddVarint(made, Number(random));
        byte[] data = new byte[random.Next(60)];
        random.NextBytes(data);
        AddVarint(made, random.Next(8) == 0 ? Number(random) : (ulong)data.Length);
        made.AddRange(data);
    }

    private static ulong Number(Random random) =>
        random.Next(3) == 0 ? Edges[random.Next(Edges.Length)] : (ulong)random.Next(random.Next(2) == 0 ? 64 : 4000);

    /// <summary>RFC 9000 §16.</summary>
    private static void AddVarint(List<byte> made, ulong value)
    {
        int bits = value < 1 << 6 ? 0 : value < 1 << 14 ? 1 : value < 1 << 30 ? 2 : 3;
        for (int i = (1 << bits) - 1; i >= 0; i--)
            made.Add((byte)(value >> 8 * i | (i == (1 << bits) - 1 ? (ulong)bits << 6 : 0)));
    }
}
