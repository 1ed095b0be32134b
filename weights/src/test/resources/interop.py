"""The other side of InteropTest: real PyTorch and NumPy tell, tensor by tensor, what is in a file.

Reads lines "WHAT FILE" and answers each with lines that end in "--".
"""
import sys

import numpy
import torch


def tell(name, tensor):
    raw = tensor.detach().contiguous()
    if raw.dtype == torch.bfloat16:
        raw = raw.view(torch.int16)
    flags = [isinstance(tensor, torch.nn.Parameter), tensor.requires_grad]
    print(name, str(tensor.dtype)[6:], list(tensor.shape), list(tensor.stride()),
          tensor.storage_offset(), flags, raw.numpy().tobytes().hex(), sep=";")


def sample():
    torch.manual_seed(3)
    base = torch.randn(4, 6)
    tensors = {
        "plain": base,
        "column": base[:, 2],
        "transposed": base.t(),
        "expanded": base[0].expand(3, 6),
        "number": torch.tensor(2.5),
        "empty": torch.zeros(0, 3),
        "parameter": torch.nn.Parameter(base[1:3].clone()),
        "frozen": torch.nn.Parameter(base[1:3].clone(), requires_grad=False),
        "gradient": base.clone().requires_grad_(),
        "channels_last": torch.randn(2, 3, 4, 5).to(memory_format=torch.channels_last),
    }
    for dtype in (torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.int32,
                  torch.int16, torch.int8, torch.uint8, torch.bool):
        tensors[str(dtype)] = (base * 50).to(torch.int16 if dtype == torch.uint8 else dtype).to(dtype)
    return tensors


def main(what, path):
    if what == "pth":
        loaded = torch.load(path, weights_only=True)
        for name, tensor in loaded.items():
            tell(name, tensor)
    elif what == "npz":
        with numpy.load(path) as loaded:
            for name in loaded.files:
                tell(name, torch.from_numpy(loaded[name]))
    elif what in ("save", "save-legacy"):
        tensors = sample()
        torch.save(tensors, path, _use_new_zipfile_serialization=what == "save")
        for name, tensor in tensors.items():
            tell(name, tensor)
    elif what in ("savez", "savez_compressed"):
        arrays = {n: t.detach().numpy() for n, t in sample().items() if t.dtype != torch.bfloat16}
        getattr(numpy, what)(path, **arrays)
        for name, array in arrays.items():
            tell(name, torch.from_numpy(array))
    elif what == "module":
        net = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3), torch.nn.BatchNorm2d(4))
        net.load_state_dict(torch.load(path, weights_only=True), strict=True)
        print("loaded")


print("ready", "--", sep="\n", flush=True)
for line in sys.stdin:
    main(*line.rstrip("\n").split(" ", 1))
    print("--", flush=True)
